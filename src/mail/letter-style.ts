/** Colours by what they are for. Each ink has 4.5 : 1 on its ground; test/mail/letter-style.test.ts measures it. */
export const light = {
  page: '#f4f4f5',
  card: '#ffffff',
  ink: '#18181b',
  faint: '#52525b',
  rule: '#e4e4e7',
  accent: '#0f766e',
  onAccent: '#ffffff',
}

export const dark: typeof light = {
  page: '#18181b',
  card: '#27272a',
  ink: '#fafafa',
  faint: '#c8c8d0',
  rule: '#46464f',
  accent: '#2dd4bf',
  onAccent: '#042f2e',
}

const darkInks = { ink: dark.ink, faint: dark.faint, link: dark.accent, press: dark.onAccent }
const darkGrounds = { page: dark.page, card: dark.card, 'press-ground': dark.accent }

const rules = (inside: string, property: string, colours: Record<string, string>): string =>
  Object.entries(colours)
    .map(([name, colour]) => `${inside}.${name}{${property}:${colour}!important}`)
    .join('')

/**
 * Light is inline, for clients that drop <style>; this is for those that keep it. The data-ogs* rules
 * are Outlook's own dark mode, which ignores the media query. No quotes or brackets: it passes the escaping tag.
 */
export const stylesheet = [
  ':root{color-scheme:light dark;supported-color-schemes:light dark}',
  '@media (prefers-color-scheme:dark){',
  rules('', 'color', darkInks),
  rules('', 'background-color', darkGrounds),
  `.rule{border-color:${dark.rule}!important}.bar{border-color:${dark.accent}!important}`,
  '}',
  rules('[data-ogsc] ', 'color', darkInks),
  rules('[data-ogsb] ', 'background-color', darkGrounds),
  '@media (max-width:480px){.room{padding:24px 20px 12px!important}.edge{padding:12px 8px!important}.press{padding:14px 20px!important}}',
].join('')

export const font = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif'
