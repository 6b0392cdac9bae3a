// Writes the latest published state of $STACK, if there is one, to public/$STACK.json.
import { mkdirSync, writeFileSync } from "node:fs";

const { CI_API_V4_URL, CI_MERGE_REQUEST_PROJECT_ID, CI_DEFAULT_BRANCH, BRAZE_PLAN_TOKEN, STACK } =
  process.env;

const branch = encodeURIComponent(CI_DEFAULT_BRANCH);
const file = encodeURIComponent(`public/${STACK}.json`);
const response = await fetch(
  `${CI_API_V4_URL}/projects/${CI_MERGE_REQUEST_PROJECT_ID}/jobs/artifacts/${branch}/raw/${file}?job=update`,
  // A fork's pipeline has no token and reads only what is public.
  { headers: BRAZE_PLAN_TOKEN ? { "private-token": BRAZE_PLAN_TOKEN } : {} },
);
if (response.ok) {
  mkdirSync("public", { recursive: true });
  writeFileSync(`public/${STACK}.json`, await response.text());
} else if (response.status === 404) {
  console.error(`No state of ${STACK} is published, or it is not public, so everything is shown as new.`);
} else {
  throw new Error(
    `GitLab responded ${response.status} to the request for the state: ${await response.text()}`,
  );
}
