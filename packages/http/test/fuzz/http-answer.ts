import { createServer, type Server, type Socket } from 'node:net'
import { bytesOf, defineTarget } from '@suite/testkit/fuzz'
import { type Answer, createTransport, type Transport } from '../../src/index.ts'

const json = '{"sha":"abc","list":[1,2]}'
const ok = 'HTTP/1.1 200 OK\r\n'
const answerOf = (head: string, body = json) =>
  bytesOf(`${ok}${head}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`)

let answer: Uint8Array = new Uint8Array()
let server: Server | undefined
let transport: Transport | undefined
/** Milliseconds that the deadline leaves. Waiting takes of it, and no real time. */
let left = 0

/** Everything that comes over the socket is the input. */
export const target = defineTarget<Answer>({
  name: 'http-answer',
  corpus: [
    answerOf(''),
    answerOf('link: <https://x.example/?page=2>; rel="next"\r\nx-ratelimit-remaining: 0\r\netag: "a"\r\n'),
    bytesOf(`${ok}transfer-encoding: chunked\r\n\r\n${json.length.toString(16)}\r\n${json}\r\n0\r\n\r\n`),
    bytesOf('HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\n{}'),
  ],
  dictionary: [
    '\r\n',
    '\r\n\r\n',
    'content-length: 5\r\n',
    'content-length: 0\r\n',
    'transfer-encoding: chunked\r\n',
    'content-encoding: gzip\r\n',
    'HTTP/1.1 429 Too Many\r\nretry-after: 3\r\ncontent-length: 0\r\n\r\n',
    'HTTP/1.1 100 Continue\r\n\r\n',
    'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n',
    'HTTP/1.0',
    '204',
    '302',
    'location: /x\r\n',
    '0\r\n\r\n',
    'date: Mon, 1 Jan 2026 00:00:00 GMT\r\n',
    'x-ratelimit-reset: 9\r\n',
    '<html>',
  ],
  largest: 256 * 1024,
  growth: [
    { head: ok, open: 'a: b\r\n' },
    { head: `${ok}transfer-encoding: chunked\r\n\r\n`, open: '1\r\n1\r\n', tail: '0\r\n\r\n' },
    { head: `${ok}content-length: 99999999\r\n\r\n`, open: '[' },
    { open: 'HTTP/1.1 100 Continue\r\n\r\n' },
  ],
  async read(input) {
    answer = input
    const port = await portOf()
    transport ??= createTransport({
      deadline: { total: 60_000, remaining: () => Math.max(0, left) },
      userAgent: 'fuzz/1',
      environment: {},
      redact: (text) => text,
      clock: {
        now: () => 0,
        random: () => 0.5,
        sleep: async (milliseconds) => {
          left -= milliseconds + 1
        },
      },
    })
    left = 20_000
    const came = await transport.send({
      method: 'GET',
      url: `http://127.0.0.1:${port}/a`,
      headers: { connection: 'close' },
    })
    if (came.status === 200) came.json()
    return came
  },
  judge(input, { status, json: value, body }) {
    if (status !== 200) return undefined
    const [head = '', ...rest] = withoutInterim(Buffer.from(input).toString('latin1')).split('\r\n\r\n')
    const lengths = [...head.matchAll(/^content-length:[ \t]*(\d+)[ \t]*\r?$/gim)].map(([, digits]) =>
      Number(digits),
    )
    const isChunked = /chunked/i.test(head)
    if (lengths.length === 0 && !isChunked) return 'a body is read of which nothing says that it is whole'
    if (isChunked || /encoding/i.test(head)) return undefined
    const raw = rest.join('\r\n\r\n')
    if (lengths.some((length) => length > raw.length))
      return `${lengths} bytes were announced, and ${raw.length} came`
    const isSame = Buffer.from(body).toString('latin1') === raw.slice(0, lengths[0])
    return isSame && value() !== undefined ? undefined : 'another body is read than came'
  },
})

/**
 * Returns an answer without what a client skips before it: empty lines, and answers that announce another one.
 * https://www.rfc-editor.org/rfc/rfc9112#section-2.2, https://www.rfc-editor.org/rfc/rfc9110#section-15.2
 */
function withoutInterim(text: string): string {
  let rest = text.replace(/^[\r\n]+/, '')
  while (/^HTTP\/\d\.\d 1/.test(rest)) {
    const end = rest.indexOf('\r\n\r\n')
    if (end < 0) break
    rest = rest.slice(end).replace(/^[\r\n]+/, '')
  }
  return rest
}

/** Returns the port of a server that answers any request with the input. */
async function portOf(): Promise<number> {
  if (server === undefined) {
    server = createServer((socket: Socket) => {
      socket.on('error', () => {})
      socket.once('data', () => socket.end(answer))
    })
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    server.unref()
  }
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
