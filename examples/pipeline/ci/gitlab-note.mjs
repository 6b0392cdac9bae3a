// Posts the given file as a note of the merge request, or updates the note of an earlier pipeline.
import { readFileSync } from "node:fs";

const { CI_API_V4_URL, CI_MERGE_REQUEST_PROJECT_ID, CI_MERGE_REQUEST_IID, BRAZE_PLAN_TOKEN } = process.env;
const { CI_COMMIT_SHA, CI_PIPELINE_URL } = process.env;
const marker = "<!-- pulumi-braze plan -->";

async function api(method, path, body) {
  const response = await fetch(`${CI_API_V4_URL}/${path}`, {
    method,
    headers: { "private-token": BRAZE_PLAN_TOKEN, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw new Error(`GitLab responded ${response.status} to ${method} ${path}: ${await response.text()}`);
  return response.json();
}

async function* all(path) {
  for (let page = 1; ; page++) {
    const items = await api("GET", `${path}?per_page=100&page=${page}`);
    yield* items;
    if (items.length < 100) return;
  }
}

const plan = readFileSync(process.argv[2], "utf8");
const body = `${marker}\n${plan}\n<sub>[Preview](${CI_PIPELINE_URL}) of ${CI_COMMIT_SHA}.</sub>\n`;

const notes = `projects/${CI_MERGE_REQUEST_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;
const { id: me } = await api("GET", "user");
let own;
for await (const note of all(notes)) {
  if (note.author.id === me && note.body.startsWith(marker)) own ??= note.id;
}
if (own === undefined) await api("POST", notes, { body });
else await api("PUT", `${notes}/${own}`, { body });
