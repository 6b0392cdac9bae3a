import { dataFlowSvg } from "./data-flow";
import { lifeCycleSvg } from "./life-cycle";
import { planComment } from "./plan-comment";
import { resultsPage } from "./results-page";
import type { Page } from "./screenshot";
import type { Theme } from "./theme";

/** The diagrams, each by the name of its files. */
export const diagrams: Readonly<Record<string, (theme: Theme) => string>> = {
  "data-flow": dataFlowSvg,
  "life-cycle": lifeCycleSvg,
};

/** The pages whose screenshots are pictures, each by the name of its files. */
export const pages: Readonly<Record<string, () => Page | Promise<Page>>> = {
  "plan-comment": planComment,
  results: resultsPage,
};
