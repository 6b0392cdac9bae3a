# Prints the plan of all stacks in the folder $1 as Markdown.
set -eu
folder=$1
set -- "$folder"/previews/*.json
for state in "$folder"/states/*.json; do set -- "$@" --state "$state"; done
npx --no pulumi-braze plan --format markdown "$@" || echo "No plan, because the preview failed."
