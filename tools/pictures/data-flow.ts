import { arrow, type Box, boxHeight, boxSvg, diagramSvg, label } from "./diagram";
import type { Theme } from "./theme";

const boxes: Box[] = [
  {
    x: 20,
    y: 30,
    width: 160,
    title: "Your program",
    lines: ["names the campaign", "and the send ID"],
  },
  {
    x: 270,
    y: 30,
    width: 160,
    title: "Pulumi's engine",
    lines: ["compares with the state,", "shows the preview"],
  },
  {
    x: 520,
    y: 30,
    width: 160,
    title: "pulumi-braze",
    lines: ["validates, sends once,", "decides the outcome"],
  },
  { x: 770, y: 30, width: 160, title: "Braze", lines: ["POST", "/sends/id/create"] },
  { x: 270, y: 190, width: 160, title: "State", lines: ["campaign, send ID,", "creation time"] },
  { x: 520, y: 190, width: 160, title: "Configuration", lines: ["key, encrypted,", "and instance"] },
];

/** How a send ID gets from the program to Braze and into the state. */
export function dataFlowSvg(theme: Theme): string {
  const there = 30 + boxHeight / 2 - 12;
  const back = 30 + boxHeight / 2 + 12;
  return diagramSvg({
    title: "How a send ID gets from the program to Braze and into the state",
    theme,
    width: 950,
    height: 306,
    content: [
      ...boxes.map(boxSvg),
      arrow(`M180 ${there} H264`),
      label(222, there - 8, "1 declares"),
      arrow(`M430 ${there} H514`),
      label(472, there - 8, "2 create"),
      arrow(`M680 ${there} H764`),
      label(722, there - 8, "3 one request"),
      arrow(`M770 ${back} H686`),
      label(728, back + 18, "4 send ID"),
      arrow(`M520 ${back} H436`),
      label(478, back + 18, "5 send ID"),
      arrow("M350 116 V184"),
      label(386, 154, "6 records"),
      arrow("M600 190 V122", "accent"),
      label(682, 154, "the key, for creating only", "accent"),
    ],
  });
}
