import { resolve } from "node:path";

// Mocha loads this before the tests. Tests start a thousand processes, which live for a second or less.

// Node.js 22 and newer keep compiled modules there, which these processes share.
process.env.NODE_COMPILE_CACHE ??= resolve(__dirname, "../../node_modules/.cache/compiled");

// Without these, Pulumi collects garbage nine times before it prints its version. With them, Go processes collect it only when
// they use a gigabyte of memory.
process.env.GOGC ??= "off";
process.env.GOMEMLIMIT ??= "1GiB";
