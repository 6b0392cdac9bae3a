// Prints, as an output of a step, the run of the default branch that published the latest state of $STACK; no run when there
// was none yet.
const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN, DEFAULT_BRANCH, STACK } = process.env;

const answer = await fetch(
  `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/actions/artifacts?name=state-${STACK}&per_page=100`,
  { headers: { authorization: `Bearer ${GITHUB_TOKEN}` } },
);
if (!answer.ok)
  throw new Error(`GitHub answered ${answer.status} when asked for the states: ${await answer.text()}`);

const { artifacts } = await answer.json();
const latest = artifacts
  .filter(
    ({ expired, workflow_run: run }) =>
      // A pull request can publish an artifact of this name, too, and its branch be called the same in its fork.
      !expired && run.head_branch === DEFAULT_BRANCH && run.head_repository_id === run.repository_id,
  )
  .sort((a, b) => b.created_at.localeCompare(a.created_at))[0];

if (latest === undefined)
  console.error(`::warning::No state of ${STACK} is published, so all of it is shown as new.`);
console.log(`run-id=${latest?.workflow_run.id ?? ""}`);
