import { type Fault, faults } from '../core/faults.ts'
import { docsUrl } from './problems.ts'

/**
 * Returns the 403 for too many requests in a short time. Without seconds it has no Retry-After, and the client should
 * wait a minute.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
export function secondaryRateLimit(retryAfterSeconds?: number): Fault {
  return faults.status(403, {
    headers: retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
    body: {
      message:
        'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.',
      documentation_url: docsUrl(
        'using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits',
      ),
    },
  })
}
