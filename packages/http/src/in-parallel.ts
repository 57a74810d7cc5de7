/**
 * Works on every item, at most `limit` at a time, and returns the results in the order of the items. After the
 * first failure no further item is started, and that failure is thrown when the started ones have ended.
 * @throws the first error of `work`
 */
export async function inParallel<Item, Result>(
  limit: number,
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const queue = items.entries()
  const failures: unknown[] = []

  async function takeTurns() {
    for (const [index, item] of queue) {
      try {
        results[index] = await work(item, index)
      } catch (error) {
        failures.push(error)
      }
      if (failures.length > 0) return
    }
  }

  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, takeTurns))
  if (failures.length > 0) throw failures[0]
  return results
}
