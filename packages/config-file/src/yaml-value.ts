import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml'
import { halfPair, hasHalfPair } from './half-pair.ts'
import type { OffsetProblem } from './offset-problem.ts'
import type { Place } from './place.ts'
import { MAX_DEPTH } from './yaml-tokens.ts'

/** The maximum number of nodes after aliases are expanded. 64 KiB of YAML that a person writes has far fewer. */
const MAX_NODES = 20_000

/** Plain data (mappings without a prototype), its places, and its problems. */
export interface YamlValue {
  readonly value: unknown
  readonly place: Place
  readonly problems: readonly OffsetProblem[]
}

type Part = Pick<YamlValue, 'value' | 'place'>

/**
 * Converts a document to plain data. It does not use the library's `toJS`: here, a fixed number of nodes bounds the
 * expansion of aliases, and each value keeps its place. An alias means the last anchor of its name before it:
 * https://yaml.org/spec/1.2.2/#alias-nodes
 */
export function readYamlValue(document: Document): YamlValue {
  const problems: OffsetProblem[] = []
  const anchors = new Map<string, Node>()
  const anchored = new Set<Node>()
  const targets = new Map<Node, Node | undefined>()
  let nodes = 0

  function refuse(node: Node | null, what: string): Part {
    const offset = offsetOf(node)
    problems.push({ what, offset })
    return { value: undefined, place: { offset, keyOffset: offset, parts: new Map() } }
  }

  function read(node: Node | null, keyOffset: number, depth: number): Part {
    nodes += 1
    if (nodes === MAX_NODES + 1)
      return refuse(node, `more than ${MAX_NODES} values, counting what aliases stand for`)
    if (nodes > MAX_NODES) return leaf(undefined, node, keyOffset)
    if (depth > MAX_DEPTH)
      return refuse(node, `nested more than ${MAX_DEPTH} levels deep, or refers to itself`)
    if (isAlias(node)) return readAlias(node, keyOffset, depth)
    // A node that is read again through an alias does not set its anchor again.
    if (node?.anchor && !anchored.has(node)) {
      anchored.add(node)
      anchors.set(node.anchor, node)
    }
    if (isMap<Node, Node | null>(node)) return readMap(node, node.items, keyOffset, depth)
    if (isSeq<Node | null>(node)) {
      const items = node.items.map((item) => read(item, offsetOf(item), depth + 1))
      const value = items.map((item) => item.value)
      return { value, place: withParts(node, keyOffset, [...items.entries()]) }
    }
    const value = isScalar(node) ? node.value : null
    return typeof value === 'string' && hasHalfPair(value)
      ? refuse(node, halfPair)
      : leaf(value, node, keyOffset)
  }

  function readAlias(alias: Node & { source: string }, keyOffset: number, depth: number): Part {
    if (!targets.has(alias)) targets.set(alias, anchors.get(alias.source))
    const target = targets.get(alias)
    if (!target) {
      return refuse(alias, 'no anchor of this name before it; a value that begins with * must be in quotes')
    }
    const { value, place } = read(target, keyOffset, depth + 1)
    return { value, place: { ...place, offset: offsetOf(alias), keyOffset } }
  }

  function readMap(
    map: Node,
    pairs: readonly Pair<Node, Node | null>[],
    keyOffset: number,
    depth: number,
  ): Part {
    const value: Record<string, unknown> = Object.create(null)
    const parts: [string, Part][] = []
    for (const { key, value: child } of pairs) {
      const name = isScalar(key) ? key.value : undefined
      if (typeof name !== 'string') refuse(key, 'a key must be text; put it in quotes')
      else if (name === '') refuse(key, 'a key is missing before this colon')
      else if (hasHalfPair(name)) refuse(key, halfPair)
      else if (name === '__proto__') refuse(key, '__proto__ cannot be a key')
      else if (Object.hasOwn(value, name)) refuse(key, 'this key is given twice')
      else if (name === '<<') refuse(key, 'merge keys (<<) are not part of YAML 1.2; write the keys out')
      else {
        const part = read(child, offsetOf(key), depth + 1)
        value[name] = part.value
        parts.push([name, part])
      }
    }
    return { value, place: withParts(map, keyOffset, parts) }
  }

  const root = document.contents
  const { value, place } = read(root, offsetOf(root), 0)
  return { value, place, problems }
}

function leaf(value: unknown, node: Node | null, keyOffset: number): Part {
  // An empty value has no text, so its place is that of its key.
  const empty = !node?.range || node.range[0] === node.range[1]
  return { value, place: { offset: empty ? keyOffset : offsetOf(node), keyOffset, parts: new Map() } }
}

function withParts(node: Node, keyOffset: number, parts: readonly [PropertyKey, Part][]): Place {
  return {
    offset: offsetOf(node),
    keyOffset,
    parts: new Map(parts.map(([step, { place }]) => [step, place])),
  }
}

function offsetOf(node: Node | null): number {
  return node?.range?.[0] ?? 0
}
