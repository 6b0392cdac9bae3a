# Previews $STACK without any secret, in a temporary backend, from the state that the last update left in
# public/$STACK.json. Writes previews/$STACK.json and states/$STACK.json.
set -eu
mkdir -p previews states
export PULUMI_BACKEND_URL="file://$(mktemp -d)"
export PULUMI_CONFIG_PASSPHRASE=
# Secret configuration cannot be decrypted here, and send IDs need none of it in a preview.
if [ -f "Pulumi.$STACK.yaml" ]; then
  sed -E '/^(encryptionsalt|encryptedkey|secretsprovider):/d' "Pulumi.$STACK.yaml" |
    awk '/^ +secure: / { key = ""; next } key != "" { print key } { key = $0 } END { if (key != "") print key }' > public.yaml
  mv public.yaml "Pulumi.$STACK.yaml"
fi
pulumi stack init "$STACK"
if [ -f "public/$STACK.json" ]; then
  pulumi stack import --stack "$STACK" --file "public/$STACK.json"
fi
pulumi stack export --stack "$STACK" > "states/$STACK.json"
# If the preview fails, only its JSON contains the reason, and the plan prints it.
pulumi preview --stack "$STACK" --json > "previews/$STACK.json" || {
  npx --no pulumi-braze plan "previews/$STACK.json"
  exit 1
}
