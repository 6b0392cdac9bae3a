// Posts the given file as a comment on the pull requests whose head is the previewed commit, or updates the comment of an
// earlier run.
import { readFileSync } from "node:fs";

const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN } = process.env;
const { HEAD_REPOSITORY, HEAD_OWNER, HEAD_BRANCH, HEAD_SHA, RUN_URL } = process.env;
const marker = "<!-- pulumi-braze plan -->";

async function api(method, path, body) {
  const response = await fetch(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/${path}`, {
    method,
    headers: { authorization: `Bearer ${GITHUB_TOKEN}`, accept: "application/vnd.github+json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw new Error(`GitHub responded ${response.status} to ${method} ${path}: ${await response.text()}`);
  return response.json();
}

async function* all(path) {
  for (let page = 1; ; page++) {
    const items = await api("GET", `${path}${path.includes("?") ? "&" : "?"}per_page=100&page=${page}`);
    yield* items;
    if (items.length < 100) return;
  }
}

const plan = readFileSync(process.argv[2], "utf8");
const body = `${marker}\n${plan}\n<sub>[Preview](${RUN_URL}) of ${HEAD_SHA}.</sub>\n`;

// For a fork's branch, the event names no pull request, and the files of the preview could name any.
const head = encodeURIComponent(`${HEAD_OWNER}:${HEAD_BRANCH}`);
for await (const pull of all(`pulls?state=open&head=${head}`)) {
  if (pull.head.sha !== HEAD_SHA || pull.head.repo?.full_name !== HEAD_REPOSITORY) continue;
  let own;
  for await (const comment of all(`issues/${pull.number}/comments`)) {
    if (comment.user?.type === "Bot" && comment.body.startsWith(marker)) own ??= comment.id;
  }
  if (own === undefined) await api("POST", `issues/${pull.number}/comments`, { body });
  else await api("PATCH", `issues/comments/${own}`, { body });
  console.log(
    `${own === undefined ? "Commented on" : "Updated the comment on"} pull request ${pull.number}.`,
  );
}
