/** Colours by what they are for, the same as in our letters. test/web/colours.test.ts measures the contrast. */
export const light = {
  page: '#f4f4f5',
  card: '#ffffff',
  ink: '#18181b',
  faint: '#52525b',
  rule: '#e4e4e7',
  edge: '#71717a',
  accent: '#0f766e',
  press: '#115e59',
  onAccent: '#ffffff',
  tint: '#e6f4f1',
  alarm: '#b3261e',
  alarmTint: '#fdf1f0',
}

export const dark: typeof light = {
  page: '#18181b',
  card: '#232326',
  ink: '#fafafa',
  faint: '#c8c8d0',
  rule: '#3f3f46',
  edge: '#a1a1aa',
  accent: '#2dd4bf',
  press: '#5eead4',
  onAccent: '#042f2e',
  tint: '#12312e',
  alarm: '#ffa198',
  alarmTint: '#3b1f1e',
}
