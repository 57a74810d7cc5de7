import type { Answer } from '../core/answer.ts'
import type { World } from './scenario.ts'

/** The address of each service of a world. */
export type Addresses = Readonly<Record<string, string>>

export function addressesOf({ hosts }: World): Addresses {
  return Object.fromEntries(Object.entries(hosts).map(([name, { url }]) => [name, url]))
}

/** Returns an answer of one world as the services of another one would give it, whose addresses differ. */
export function relocated(answer: Answer, from: Addresses, to: Addresses): Answer {
  const { status, headers, body } = answer
  if (Buffer.isBuffer(body)) return answer
  const texts = Object.entries(from).map(([name, url]) => [url, to[name] ?? url] as const)
  const moved = (text: string) => texts.reduce((all, [old, fresh]) => all.replaceAll(old, fresh), text)
  return {
    status,
    ...(headers && { headers: JSON.parse(moved(JSON.stringify(headers))) }),
    ...(body !== undefined && { body: JSON.parse(moved(JSON.stringify(body))) }),
  }
}
