/**
 * Pulumi's marker for a value that is not known yet in a preview. It is a valid UUID, so it must be recognized before
 * validation (pulumi/pulumi#6310).
 */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
