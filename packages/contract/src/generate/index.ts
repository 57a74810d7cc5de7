export { renderActionTypes } from './action-types.ts'
export { renderActionYml } from './action-yml.ts'
export { renderCatalog } from './catalog.ts'
export { renewReadme } from './readme.ts'
