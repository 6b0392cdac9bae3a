/** What Pulumi's CLI prints, as far as the documentation quotes it. Tests on a real engine assert each one. */
export const engineMessages = {
  locked: "the stack is currently locked",
  otherSettings: "already exists in destination stack",
  pendingCreate: "Attempting to deploy or update resources with 1 pending operations",
  pendingOperations: "1 pending operations",
} as const;
