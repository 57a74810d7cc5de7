export { readBaseUrl } from './base-url.ts'
export type {
  Binding,
  Cloudflare,
  CloudflareAccess,
  Deployment,
  Domain,
  KeyValues,
  ListedVersion,
  Route,
  Share,
  Subdomain,
  TokenState,
  Version,
  WantedDomain,
  Zone,
} from './cloudflare.ts'
export { connectCloudflare } from './connect.ts'
