import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml'

/** A value under a key, and the key. */
export interface Entry {
  readonly key: Node
  readonly name: string
  /** `undefined` if there is no value, as in `key:`. */
  readonly value: Node | undefined
}

/** A document with anchors and merge keys resolved, and positions kept. */
export interface YamlReader {
  /** Returns the entry of a name; the map's own entry wins over a merged one. */
  find(node: Node | undefined, name: string): Entry | undefined
  /** Returns all entries of a map. */
  entries(node: Node | undefined): Entry[]
  /** Returns all items of a sequence. */
  items(node: Node | undefined): Node[]
  /** Returns a text, number or boolean; `undefined` for anything else. */
  scalar(node: Node | undefined): unknown
}

/** Returns a reader that follows `*alias` and `<<:` in the tree itself, because plain values have no positions. */
export function readYaml(document: Document): YamlReader {
  function follow(node: unknown): Node | undefined {
    const target = isAlias(node) ? node.resolve(document) : node
    return isMap(target) || isSeq(target) || isScalar(target) ? target : undefined
  }

  /** @param seen the maps on the way here, because a map may be merged into itself */
  function entriesOf(node: unknown, seen: readonly YAMLMap[]): Entry[] {
    const map = follow(node)
    if (!isMap(map) || seen.includes(map)) return []
    const own: Entry[] = []
    const merged: Entry[] = []
    for (const { key, value } of map.items) {
      const named = follow(key)
      if (!isScalar(named)) continue
      const name = String(named.value)
      const sources = name === '<<' ? follow(value) : undefined
      if (sources === undefined) own.push({ key: named, name, value: follow(value) })
      else
        for (const source of isSeq(sources) ? sources.items : [sources])
          merged.push(...entriesOf(source, [...seen, map]))
    }
    const names = new Set<string>()
    return [...own, ...merged].filter(({ name }) => !names.has(name) && names.add(name))
  }

  return {
    find: (node, name) => entriesOf(node, []).find((entry) => entry.name === name),
    entries: (node) => entriesOf(node, []),
    items(node) {
      const sequence = follow(node)
      return isSeq(sequence) ? sequence.items.flatMap((item) => follow(item) ?? []) : []
    },
    scalar: (node) => (isScalar(node) ? node.value : undefined),
  }
}
