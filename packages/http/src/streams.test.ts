import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  type Behaviour,
  closeInBody,
  hangInBody,
  reply,
  replyBytes,
  replyInChunks,
  resetBeforeAnswer,
  serve,
} from '../../wire/test/servers.ts'
import { failureOf, transportFor } from '../test/transports.ts'
import { type Answer, type BodySource, fileSink, fileSource, hashSink } from './index.ts'

const patient = 6000
/** More than a connection can buffer. */
const content = randomBytes(400_000).toString('hex')
const digest = createHash('sha256').update(content).digest('hex')

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'suite-streams-'))
  onTestFinished(() => rm(path, { recursive: true }))
  return path
}

async function fileOf(text: string): Promise<string> {
  const path = join(await folder(), 'asset.zip')
  await writeFile(path, text)
  return path
}

/** Answers as soon as the first bytes come, and goes on reading. */
async function serveAtOnce(answer: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).once('data', () => socket.write(answer))
    onTestFinished(() => void socket.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Sends a body without its last part. */
function sendWithoutEnd(url: string): Promise<Answer> {
  const body: BodySource = {
    length: 30,
    async *open() {
      yield Buffer.alloc(10)
      yield Buffer.alloc(10)
      await new Promise(() => undefined)
    },
  }
  return transportFor(patient).send({ method: 'POST', url, body })
}

describe('a file as the body of a request', () => {
  test('arrives whole, after its length', async () => {
    const server = await serve(reply(201))
    const body = await fileSource(await fileOf(content))
    await transportFor(patient).send({ method: 'POST', url: server.url, body })
    expect(server.requests[0]?.body === content).toBe(true)
    expect(server.requests[0]?.headers).toMatchObject({ 'content-length': String(content.length) })
    expect(server.requests[0]?.headers).not.toHaveProperty('transfer-encoding')
  })

  test('may be empty', async () => {
    const server = await serve(reply(201))
    const body = await fileSource(await fileOf(''))
    await transportFor(patient).send({ method: 'PUT', url: server.url, body })
    expect(server.requests[0]?.headers).toMatchObject({ 'content-length': '0' })
  })

  test('is read again from its beginning if the request is sent again', async () => {
    const server = await serve(reply(503), resetBeforeAnswer, reply(200))
    const body = await fileSource(await fileOf(content))
    const send = { method: 'PUT', url: server.url, body, effect: 'repeatable' as const }
    expect((await transportFor(patient).send(send)).attempts).toBe(3)
    expect(server.requests.map((request) => request.body === content)).toEqual([true, true, true])
  })

  test.each([
    ['longer', (path: string) => appendFile(path, 'more')],
    ['shorter', (path: string) => truncate(path, content.length - 1)],
    ['gone', (path: string) => rm(path)],
  ])('that has become %s is not sent', async (_, change) => {
    const server = await serve(reply(201))
    const path = await fileOf(content)
    const body = await fileSource(path)
    await change(path)
    const error = await failureOf(
      transportFor(patient).send({ method: 'POST', url: server.url, body }),
      'file',
    )
    expect(error.message).toMatch(/no longer has 800000 bytes|cannot be read \(ENOENT\)/)
    expect([error.attempts, server.requests.length]).toEqual([1, 0])
  })

  test.each([
    ['longer', `${content}x`],
    ['shorter', content.slice(1)],
  ])('that becomes %s while it is sent never arrives as a whole request', async (_, actual) => {
    const server = await serve(reply(201))
    const body: BodySource = {
      length: content.length,
      async *open() {
        for (let at = 0; at < actual.length; at += 1000) yield Buffer.from(actual.slice(at, at + 1000))
      },
    }
    const send = { method: 'PUT', url: server.url, body, effect: 'repeatable' as const }
    const error = await failureOf(transportFor(patient).send(send), 'file')
    expect(error.message).toContain('what is to be sent has changed')
    expect([error.attempts, server.requests.length]).toEqual([1, 0])
  })

  test('that is not a regular file is refused before the request is sent', async () => {
    await expect(fileSource(await folder())).rejects.toThrow('it is not a regular file')
    await expect(fileSource('/nowhere/asset.zip')).rejects.toThrow(
      '/nowhere/asset.zip cannot be sent: ENOENT',
    )
  })

  test('is not counted as arrived when the answer comes before its end', async () => {
    const url = await serveAtOnce('HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n')
    const error = await failureOf(sendWithoutEnd(url), 'malformed')
    expect(error.message).toContain('the answer came before the whole body was sent')
    expect(error.ambiguous).toBe(true)
  })

  test('is stopped by a refusal, which is returned as the answer', async () => {
    const url = await serveAtOnce('HTTP/1.1 413 Too Large\r\ncontent-length: 2\r\n\r\nno')
    const answer = await sendWithoutEnd(url)
    expect([answer.status, answer.text()]).toEqual([413, 'no'])
  })
})

describe('an answer into a file or a hash', () => {
  test('is stored whole, under its own name only', async () => {
    const server = await serve(reply(200, {}, content))
    const path = join(await folder(), 'asset.zip')
    const answer = await transportFor(patient).send({ method: 'GET', url: server.url, into: fileSink(path) })
    expect([answer.received, answer.body.length]).toEqual([content.length, 0])
    expect((await readFile(path, 'utf8')) === content).toBe(true)
    expect(await readdir(join(path, '..'))).toEqual(['asset.zip'])
    expect(server.requests[0]?.headers).toMatchObject({ 'accept-encoding': 'identity' })
  })

  test('has the digest of the received bytes', async () => {
    const server = await serve(replyInChunks(content.slice(0, 10), content.slice(10)))
    const into = hashSink('sha256')
    await transportFor(patient).send({ method: 'GET', url: server.url, into })
    expect(into.digest).toBe(digest)
  })

  test('starts again if the request is sent again', async () => {
    const server = await serve(closeInBody, reply(500, {}, 'not this'), reply(200, {}, content))
    const into = hashSink('sha256')
    const answer = await transportFor(patient).send({ method: 'GET', url: server.url, into })
    expect([into.digest, answer.attempts, answer.received]).toEqual([digest, 3, content.length])
  })

  test.each<[string, Behaviour, 'reset' | 'malformed' | 'too-large' | 'timeout']>([
    ['is cut short', closeInBody, 'reset'],
    ['does not come to its end', hangInBody, 'timeout'],
    ['does not say how long it is', replyBytes('HTTP/1.1 200 OK\r\n\r\nperhaps all'), 'malformed'],
    [
      'only seems to say how long it is',
      replyBytes('HTTP/1.1 200 OK\r\ntransfer-encoding: identity\r\n\r\nperhaps all'),
      'malformed',
    ],
    ['is compressed', reply(200, { 'content-encoding': 'gzip' }, gzipSync(content)), 'malformed'],
    ['is too large', replyInChunks(content), 'too-large'],
  ])('that %s leaves an existing file unchanged', async (_, behaviour, kind) => {
    const server = await serve(behaviour)
    const path = await fileOf('before')
    const send = { method: 'GET', url: server.url, into: fileSink(path), maxBytes: content.length - 1 }
    await failureOf(transportFor(900).send(send), kind)
    expect(await readFile(path, 'utf8')).toBe('before')
    expect(await readdir(join(path, '..'))).toEqual(['asset.zip'])
  })

  test.each([404, 206, 203, 401])('does not get the body of a %i', async (status) => {
    const server = await serve(reply(status, {}, '{"message":"no"}'))
    const path = join(await folder(), 'asset.zip')
    const answer = await transportFor(patient).send({ method: 'GET', url: server.url, into: fileSink(path) })
    expect([answer.status, answer.json(), answer.received]).toEqual([status, { message: 'no' }, undefined])
    expect(await readdir(join(path, '..'))).toEqual([])
  })

  test('that cannot be stored fails the request at once', async () => {
    const server = await serve(reply(200, {}, content))
    const into = fileSink(join(await folder(), 'missing', 'asset.zip'))
    const error = await failureOf(
      transportFor(patient).send({ method: 'GET', url: server.url, into }),
      'file',
    )
    expect(error.message).toContain('the answer cannot be stored (ENOENT)')
    expect(error.attempts).toBe(1)
  })

  test('has no digest if no body arrived whole', async () => {
    const server = await serve(reply(200, {}, content), closeInBody)
    const into = hashSink('sha256')
    const transport = transportFor(900)
    await transport.send({ method: 'GET', url: server.url, into })
    await failureOf(transport.send({ method: 'GET', url: server.url, into }), 'reset')
    expect(into.digest).toBeUndefined()
  })
})
