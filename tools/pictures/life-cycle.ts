import { arrow, type Box, boxSvg, diagramSvg, label } from "./diagram";
import type { Theme } from "./theme";

const boxes: Box[] = [
  { x: 20, y: 40, width: 180, title: "Declared", lines: ["in the program,", "not in the state"] },
  { x: 385, y: 40, width: 180, title: "Recorded", lines: ["in the state", "and in Braze"] },
  { x: 750, y: 40, width: 180, title: "In Braze only", lines: ["Braze cannot", "delete a send ID"] },
  { x: 20, y: 250, width: 180, title: "Not created", lines: ["certain: nothing", "is in Braze"] },
  { x: 385, y: 250, width: 180, title: "Unknown", lines: ["may or may not", "be in Braze"] },
];

/** The states of a send ID, and its transitions. */
export function lifeCycleSvg(theme: Theme): string {
  return diagramSvg({
    title: "Lifecycle of a send ID",
    theme,
    width: 950,
    height: 366,
    content: [
      ...boxes.map(boxSvg),
      arrow("M200 83 H379"),
      label(290, 75, "pulumi up: one request"),
      arrow("M85 126 V244"),
      label(52, 190, "rejected,"),
      label(52, 204, "rate limit"),
      arrow("M135 250 V132"),
      label(182, 190, "pulumi up"),
      label(182, 204, "again"),
      arrow("M200 118 L379 258"),
      label(362, 178, "response lost:"),
      label(362, 192, "never repeated"),
      arrow("M385 305 H206"),
      label(292, 323, "it does not exist:"),
      label(292, 337, "declare it again"),
      arrow("M475 250 V132"),
      label(537, 190, "it exists: adopt,"),
      label(537, 204, "no request"),
      arrow("M565 70 H744"),
      label(657, 62, "removed: no request"),
      arrow("M750 100 H571"),
      label(657, 117, "adopt or import: no request"),
      arrow("M430 40 C430 8 520 8 520 34", "accent"),
      label(652, 22, "another campaign: replaced by a new one", "accent"),
    ],
  });
}
