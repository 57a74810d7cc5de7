import { describe, expect, it } from 'vitest'
import { type Annotation, withinBudget } from './annotations.ts'

const many = (level: Annotation['level'], count: number): Annotation[] =>
  Array.from({ length: count }, (_, index) => ({ level, title: 't', message: `${level} ${index}` }))

describe('annotations', () => {
  it('are all shown up to ten of a level', () => {
    expect(withinBudget(many('error', 10))).toEqual(many('error', 10))
  })

  it.each([
    [11, 2],
    [12, 3],
    [3_000, 2_991],
  ])('of %i say in the last one how many are not shown: %i', (count, more) => {
    const shown = withinBudget(many('error', count))
    expect(shown).toHaveLength(10)
    expect(shown.slice(0, 9)).toEqual(many('error', 9))
    expect(shown[9]).toMatchObject({ level: 'error', title: `and ${more} more` })
  })

  it('have a budget for each level, so that warnings never push out an error', () => {
    const shown = withinBudget([...many('notice', 2), ...many('warning', 40), ...many('error', 1)])
    expect(shown.map(({ level }) => level)).toEqual([
      'error',
      ...Array(10).fill('warning'),
      'notice',
      'notice',
    ])
  })
})
