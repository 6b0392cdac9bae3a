# Prints the plan of all stacks in the folder $1 as Markdown.
set -eu
set -- "$1"/previews/*.json --state "$1"/states/*.json
npx --no pulumi-braze plan --format markdown "$@" || echo "There is no plan: the preview failed."
