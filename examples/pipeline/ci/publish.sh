# Leaves the state of $STACK in public/$STACK.json, fit for everybody who may see a pull request; nothing if it is not.
set -eu
mkdir -p public
pulumi stack export --stack "$STACK" > exported.json
node ci/public-state.mjs < exported.json > public.json
mv public.json "public/$STACK.json"
