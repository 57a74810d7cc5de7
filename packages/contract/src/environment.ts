/** The environment variables that every action that sends requests reads. */
export const proxyVariables = [
  { name: 'HTTPS_PROXY', description: 'Proxy for requests; `HTTP_PROXY` and the lower-case names too' },
  { name: 'NO_PROXY', description: 'Hosts that are reached without a proxy' },
] as const
