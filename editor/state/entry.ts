import { startType } from '#shared/flow/flow.ts'

/** True for the type that every flow holds exactly once and that nothing may lead to. */
export const isEntry = (type: string): boolean => [startType].includes(type)
