import { escapeText } from "../text/escape";

const integers = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const amounts = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** A figure for people, such as `12,300` or `3,400.50`. */
export function formatNumber(value: number): string {
  if (Math.abs(value) >= 1e15) return value.toExponential(3);
  return (Number.isInteger(value) ? integers : amounts).format(value);
}

const labels: Readonly<Record<string, string>> = {
  ios_push: "iOS push",
  android_push: "Android push",
  kindle_push: "Kindle push",
  sms: "SMS",
  rcs: "RCS",
  whats_app: "WhatsApp",
  // Braze describes it as a figure of the whole campaign.
  unique_recipients: "recipients of the campaign",
};

/** The name of a channel or a figure for people. It is safe to print. */
export const labelOf = (name: string): string =>
  (Object.hasOwn(labels, name) ? labels[name] : undefined) ?? escapeText(name, 40).replaceAll("_", " ");

const levels = "▁▂▃▄▅▆▇█";

/** One character for each value, from `▁` to `█`; a dot where nothing happened. */
export function sparkline(values: readonly number[]): string {
  const highest = Math.max(...values, 0);
  return values
    .map((value) => {
      if (!(value > 0)) return "·";
      return levels[Math.min(levels.length - 1, Math.ceil((value / highest) * levels.length) - 1)] ?? "▁";
    })
    .join("");
}
