import { createTransport, startDeadline } from '@suite/http'
import { type CloudflareOptions, startCloudflare, type TokenOptions } from '@suite/testkit/cloudflare'
import { onTestFinished } from 'vitest'
import { type Cloudflare, connectCloudflare } from '../src/index.ts'

/** A Cloudflare on loopback for one test, and the client that asks it. */
export async function startWorld(options: CloudflareOptions = {}) {
  const standIn = await startCloudflare(options)
  onTestFinished(() => standIn.close())
  return {
    standIn,
    connect(
      token: TokenOptions | string = {},
      { total = 5_000, accountId = standIn.accountId } = {},
    ): Cloudflare {
      const transport = createTransport({
        deadline: startDeadline(total),
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
