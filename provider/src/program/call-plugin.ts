import {
  type Inputs,
  type InvokeOptions,
  type InvokeOutputOptions,
  type Output,
  runtime,
} from "@pulumi/pulumi";
import { pluginRelease } from "./plugin-release";

/** Calls a function of the provider in the plugin. */
export const callPlugin = <Result>(token: string, args: object, opts: InvokeOptions = {}): Promise<Result> =>
  runtime.invoke(token, args as Inputs, { ...pluginRelease, ...opts });

/** {@link callPlugin} for arguments that are outputs. A call whose arguments are not known yet is not made. */
export const callOutputPlugin = <Result>(
  token: string,
  args: object,
  opts: InvokeOutputOptions = {},
): Output<Result> => runtime.invokeOutput(token, args as Inputs, { ...pluginRelease, ...opts });
