/**
 * What Pulumi sends in a preview in place of a value that is not known yet, in its provider protocol.
 * It is a valid UUID, so it must be recognised before anything validates it (pulumi/pulumi#6310).
 */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
