# Previews $STACK without a secret, in a folder, on the state that the last update left in public/$STACK.json. Leaves
# previews/$STACK.json and states/$STACK.json.
set -eu
mkdir -p previews states
export PULUMI_BACKEND_URL="file://$(mktemp -d)"
export PULUMI_CONFIG_PASSPHRASE=
# How the real stack encrypts its secrets is of no use here, where none can be read.
if [ -f "Pulumi.$STACK.yaml" ]; then
  sed -i -E '/^(encryptionsalt|encryptedkey|secretsprovider):/d' "Pulumi.$STACK.yaml"
fi
pulumi stack init "$STACK"
if [ -f "public/$STACK.json" ]; then
  pulumi stack import --stack "$STACK" --file "public/$STACK.json"
fi
pulumi stack export --stack "$STACK" > "states/$STACK.json"
# A preview that fails says why in its JSON only, and the plan repeats it.
pulumi preview --stack "$STACK" --json > "previews/$STACK.json" || {
  npx --no pulumi-braze plan "previews/$STACK.json"
  exit 1
}
