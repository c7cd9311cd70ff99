/** The contract of every duty, for types and documents that need no use case. */
export const contracts = [] as const;
