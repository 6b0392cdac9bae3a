# Writes the state of $STACK to public/$STACK.json if it is safe for everyone who can see a pull request.
set -eu
mkdir -p public
pulumi stack export --stack "$STACK" > exported.json
node ci/redact-state.mjs < exported.json > public.json
mv public.json "public/$STACK.json"
