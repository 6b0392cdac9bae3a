# Previews $STACK as it is now, and fails before anything is created when the change is more than a day's send IDs,
# or when it would create again what a killed update may have created. Leaves
# previews/$STACK.json and states/$STACK.json.
set -eu
mkdir -p previews states
pulumi stack select --create "$STACK"
pulumi stack export --stack "$STACK" > "states/$STACK.json"
pulumi preview --stack "$STACK" --json > "previews/$STACK.json" || {
  npx --no pulumi-braze plan "previews/$STACK.json"
  exit 1
}
npx --no pulumi-braze plan "previews/$STACK.json" --state "states/$STACK.json" --fail-over 100 --fail-on-interrupted
