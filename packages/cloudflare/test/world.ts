import { createTransport } from '@suite/http'
import { type CloudflareOptions, startCloudflare, type TokenOptions } from '@suite/testkit/cloudflare'
import { onTestFinished } from 'vitest'
import { type Cloudflare, connectCloudflare } from '../src/index.ts'

/** How long a run may wait, in milliseconds. The time of a test passes only while a client waits. */
const total = 60_000

/** A Cloudflare on loopback for one test, and its client. */
export async function startWorld(options: CloudflareOptions = {}) {
  const standIn = await startCloudflare(options)
  onTestFinished(() => standIn.close())
  return {
    standIn,
    connect(token: TokenOptions | string = {}, { accountId = standIn.accountId } = {}): Cloudflare {
      let waited = 0
      const transport = createTransport({
        deadline: { total, remaining: () => Math.max(0, total - waited) },
        clock: {
          now: () => Date.now(),
          random: () => 1,
          async sleep(milliseconds) {
            waited += milliseconds
          },
        },
        userAgent: 'suite-test/1',
        environment: {},
        redact: (text) => text,
      })
      onTestFinished(() => transport.close())
      return connectCloudflare(transport, {
        accountId,
        token: typeof token === 'string' ? token : standIn.token(token),
        baseUrl: standIn.url,
      })
    },
  }
}
