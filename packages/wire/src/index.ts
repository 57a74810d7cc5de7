export {
  type Answer,
  type Header,
  headerOf,
  isJson,
  isPage,
  mediaTypeOf,
  type Timings,
  valuesOf,
} from './answer.ts'
export { createExchange, type Exchange, type Outcome, type WireRequest } from './exchange.ts'
export { type Failure, type FailureKind, Fault } from './failure.ts'
export { type Environment, proxyFor, readCredentials } from './proxy.ts'
export { tellTime } from './tell-time.ts'
export { readTrust } from './trust.ts'
export { openTunnel, type TunnelOptions } from './tunnel.ts'
