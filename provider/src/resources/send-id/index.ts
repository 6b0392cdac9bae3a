import { escapeText, maxLineLength } from "../../text/escape";
import type { Announce, ResourceDefinition } from "../definition";
import { autoname } from "./autoname";
import { check, toFailure } from "./check";
import { sendIdCreator } from "./create";
import { diff } from "./diff";
import { findDuplicates } from "./find-duplicates";
import { createLedger, unnamed } from "./ledger";
import { nameCreates } from "./name-creates";
import { preview } from "./preview";
import { read } from "./read";
import { removalNotice } from "./remove";
import { replacingArguments } from "./replacing-arguments";
import { dynamicSendIdType, pluginSendIdType } from "./resource-type";
import { update } from "./update";
import { findWarnings } from "./warnings";

/**
 * A send ID as a resource.
 *
 * | the engine calls | the send ID |
 * | --- | --- |
 * | check | is validated |
 * | diff | is kept or replaced |
 * | create | is created with a request, or adopted without one |
 * | read | is returned as recorded, because Braze cannot read it |
 * | delete | is removed from the state only, because Braze cannot delete it |
 */
export const sendId: ResourceDefinition = {
  type: pluginSendIdType,
  dynamicType: dynamicSendIdType,
  className: "BrazeSendId",

  schema() {
    const { sendIdArguments } = require("./arguments") as typeof import("./arguments");
    const { sendIdOutputs } = require("./outputs") as typeof import("./outputs");
    return { arguments: sendIdArguments, outputs: sendIdOutputs, replacing: replacingArguments };
  },

  manage(configuration, options) {
    const ledger = createLedger(configuration);
    const createSendId = sendIdCreator(options, configuration, ledger);
    const findDuplicate = findDuplicates(ledger);
    const creates = nameCreates(ledger);
    /** The send IDs of the recorded arguments, by URN. */
    const checked = new Map<string, string | undefined>();
    const warned = new Set<string>();
    /** Lines may quote what Braze responded or a program declares. Each warning is shown once. */
    const safely =
      (announce: Announce): Announce =>
      (line, severity) => {
        if (severity === "warning" && warned.has(line)) return;
        if (severity === "warning") warned.add(line);
        announce(escapeText(line, maxLineLength), severity);
      };

    return {
      check({ urn, recorded, given, autonaming }, announce) {
        if (urn === undefined) creates.checked(recorded, given);
        else {
          const key = ledger.keyOf(recorded);
          checked.set(urn, key);
          ledger.record(key, urn);
        }
        const { inputs, problems } = autoname(given, recorded, autonaming);
        problems.push(...check(inputs, recorded, configuration));
        if (urn !== undefined) problems.push(...findDuplicate(urn, inputs));
        for (const warning of problems.length > 0 ? [] : findWarnings(inputs, recorded, configuration))
          safely(announce)(warning, "warning");
        return { inputs, failures: problems.map(toFailure) };
      },

      diff({ urn, recorded, given }) {
        const replaces = diff(recorded, given);
        if (urn === undefined) creates.compared(recorded, replaces.length > 0);
        // A refresh compares a resource under its old URN, which an alias may change later.
        else if (checked.has(urn)) {
          // The arguments may name another send ID than the one that Braze created.
          ledger.forget(checked.get(urn), urn);
          const key = ledger.keyOf(recorded);
          ledger.record(key, urn);
          if (replaces.length === 0) ledger.keep(key, urn, recorded.createdAt);
        }
        return replaces;
      },

      preview,

      create: (urn, args, announce) =>
        urn === undefined
          ? creates.run(args, (name) => createSendId(args, name, safely(announce)))
          : createSendId(args, urn, safely(announce)),

      read: (id, recorded, announce) => read(id, recorded, configuration, safely(announce)),

      update: (recorded, given, announce) => update(recorded, given, ledger, safely(announce)),

      delete(urn = unnamed, recorded, announce) {
        const holder = ledger.holderOf(ledger.keyOf(recorded), urn, recorded.createdAt);
        safely(announce)(removalNotice(recorded, holder));
      },
    };
  },
};
