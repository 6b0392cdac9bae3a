// Prints, as the output of a step, the run of the default branch that published the latest state of $STACK; empty if there is
// none.
const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN, DEFAULT_BRANCH, STACK } = process.env;

const response = await fetch(
  `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/actions/artifacts?name=state-${STACK}&per_page=100`,
  { headers: { authorization: `Bearer ${GITHUB_TOKEN}` } },
);
if (!response.ok)
  throw new Error(
    `GitHub responded ${response.status} to the request for the states: ${await response.text()}`,
  );

const { artifacts } = await response.json();
const latest = artifacts
  .filter(
    ({ expired, workflow_run: run }) =>
      // A pull request can publish an artifact of the same name, and its branch in the fork can have the same name.
      !expired && run.head_branch === DEFAULT_BRANCH && run.head_repository_id === run.repository_id,
  )
  .sort((a, b) => b.created_at.localeCompare(a.created_at))[0];

if (latest === undefined)
  console.error(`::warning::No state of ${STACK} is published yet, so everything is shown as new.`);
console.log(`run-id=${latest?.workflow_run.id ?? ""}`);
