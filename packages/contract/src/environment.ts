/** What any action reads from the environment that sends requests. */
export const proxyVariables = [
  { name: 'HTTPS_PROXY', description: 'Proxy for requests; `HTTP_PROXY` and the lower-case names too' },
  { name: 'NO_PROXY', description: 'Hosts that are reached without the proxy' },
] as const
