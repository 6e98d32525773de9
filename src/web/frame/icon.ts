import { light } from './colours.ts'

/** An open door. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="${light.accent}"/><path d="M10 25V9a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v16" fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round"/><path d="M10 8.5 17 11v12l-7 2.5Z" fill="#fff"/></svg>`
