import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A comment under a pull request, or a note of a merge request. */
interface Comment {
  id: number;
  body: string;
  user: { type: string };
  author: { id: number };
}

/** A fake of the parts of GitHub's and GitLab's APIs that the example's scripts use. */
export interface Forge {
  url: string;
  /** Comments by the number of the pull or merge request. */
  comments: Map<number, Comment[]>;
  /** The requests, as `METHOD path`, without the query. */
  requests: string[];
  artifacts: object[];
  pulls: object[];
  /** The state that GitLab's latest update published. */
  gitLabState: string | undefined;
  close(): Promise<void>;
}

/** The account that the token belongs to. */
const self = { user: { type: "Bot" }, author: { id: 99 } };

/** Starts it. Every request must carry the token. */
export async function startForge(token: string): Promise<Forge> {
  const forge: Forge = {
    url: "",
    comments: new Map(),
    requests: [],
    artifacts: [],
    pulls: [],
    gitLabState: undefined,
    close: () => new Promise((done) => server.close(() => done())),
  };
  let nextId = 1000;
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://forge");
    let text = "";
    for await (const chunk of request) text += chunk;
    const method = request.method ?? "";
    forge.requests.push(`${method} ${decodeURIComponent(pathname)}`);
    const page = <T>(items: T[]) => {
      const size = Number(searchParams.get("per_page"));
      return items.slice((Number(searchParams.get("page")) - 1) * size).slice(0, size);
    };
    const answer = (): unknown => {
      if (
        ![`Bearer ${token}`].includes(request.headers.authorization ?? "") &&
        request.headers["private-token"] !== token
      )
        return undefined;
      const thread =
        /^\/repos\/shop\/campaigns\/issues\/(\d+)\/comments$/.exec(pathname) ??
        /^\/projects\/42\/merge_requests\/(\d+)\/notes$/.exec(pathname);
      const comments = forge.comments.get(Number(thread?.[1]));
      if (comments && method === "GET") return page(comments);
      if (comments && method === "POST") {
        const comment = { id: nextId++, body: JSON.parse(text).body, ...self };
        comments.push(comment);
        return comment;
      }
      const one =
        /^\/(repos\/shop\/campaigns\/issues\/comments|projects\/42\/merge_requests\/\d+\/notes)\/(\d+)$/.exec(
          pathname,
        );
      if (one && method === (one[1]?.startsWith("repos") ? "PATCH" : "PUT")) {
        const comment = [...forge.comments.values()].flat().find(({ id }) => id === Number(one[2]));
        if (comment) comment.body = JSON.parse(text).body;
        return comment;
      }
      if (method !== "GET") return undefined;
      if (pathname === "/user") return { id: self.author.id };
      if (pathname === "/repos/shop/campaigns/pulls") return page(forge.pulls);
      if (pathname === "/repos/shop/campaigns/actions/artifacts") return { artifacts: forge.artifacts };
      if (decodeURIComponent(pathname) === "/projects/42/jobs/artifacts/main/raw/public/prod.json")
        return forge.gitLabState && JSON.parse(forge.gitLabState);
      return undefined;
    };
    const body = answer();
    response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(body ?? { message: "Not Found" }));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  forge.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return forge;
}
