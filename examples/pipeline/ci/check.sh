# Previews $STACK. Fails before anything is created if the change needs more send IDs than the daily limit, or if an
# interrupted update may already have created some of them. Writes previews/$STACK.json and states/$STACK.json.
set -eu
mkdir -p previews states
pulumi stack select --create "$STACK"
pulumi stack export --stack "$STACK" > "states/$STACK.json"
pulumi preview --stack "$STACK" --json > "previews/$STACK.json" || {
  npx --no pulumi-braze plan "previews/$STACK.json"
  exit 1
}
npx --no pulumi-braze plan "previews/$STACK.json" --state "states/$STACK.json" --fail-over 100 --fail-on-interrupted
