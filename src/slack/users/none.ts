/** What stands for nobody and nothing, where a choice can be taken back. */
export const NONE = 'none'
