import { createRequire } from "node:module";
import type * as anyModule from "google-protobuf/google/protobuf/any_pb";
import type * as emptyModule from "google-protobuf/google/protobuf/empty_pb";
import type * as structModule from "google-protobuf/google/protobuf/struct_pb";

/**
 * The protocol's modules, as `@pulumi/pulumi` resolves them. A separate copy would not work, because generated messages are
 * compared with `instanceof` against the `google-protobuf` that Pulumi loads.
 */
const fromPulumi = createRequire(require.resolve("@pulumi/pulumi/package.json"));

export const grpc = fromPulumi("@grpc/grpc-js") as typeof import("@grpc/grpc-js");

/** Messages of `google-protobuf`, loaded when they are needed, which is after the plugin's port is printed. */
export const wellKnown = {
  get Any() {
    return (fromPulumi("google-protobuf/google/protobuf/any_pb") as typeof anyModule).Any;
  },
  get Empty() {
    return (fromPulumi("google-protobuf/google/protobuf/empty_pb") as typeof emptyModule).Empty;
  },
  get Struct() {
    return (fromPulumi("google-protobuf/google/protobuf/struct_pb") as typeof structModule).Struct;
  },
};
