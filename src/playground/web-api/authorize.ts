import express, { Router } from 'express'
import { html } from '../../domain/html.ts'
import { hex } from '../workspace/ids.ts'
import { personCalled } from '../workspace/people.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** Slack's page that asks whether the app may come in; whoever allows it is sent back with a code. */
export function authorizeRouter(it: Workspace): Router {
  const router = Router()
  router.get('/oauth/v2/authorize', (request, response, next) => {
    const asked = readAsked(it, request.query as Record<string, string>)
    if (asked.team && asked.team !== it.team.id) return next()
    if (asked.fault) return response.status(400).type('html').send(`<h1>${asked.fault}</h1>`)
    response.type('html').send(consentPage(it, asked).markup)
  })
  router.post('/oauth/v2/authorize', express.urlencoded({ extended: false }), (request, response, next) => {
    const form = request.body as Record<string, string>
    const asked = readAsked(it, form)
    if (asked.team && asked.team !== it.team.id) return next()
    if (asked.fault) return response.status(400).type('html').send(`<h1>${asked.fault}</h1>`)
    response.redirect(303, form.allow === 'no' ? denied(asked) : allowed(it, form.as ?? '', asked))
  })
  return router
}

interface Asked {
  redirectUri: string
  state: string
  scopes: string[]
  team: string
  clientId: string
  fault: string | null
}

function readAsked(it: Workspace, query: Record<string, string>): Asked {
  const redirectUri = query.redirect_uri || it.app.redirectUrls[0] || ''
  const isRegistered = it.app.redirectUrls.some((one) => redirectUri.startsWith(one))
  const scopes = (query.scope ?? '').split(/[, ]/).filter(Boolean)
  const clientId = query.client_id ?? ''
  const fault =
    clientId !== it.app.clientId
      ? 'Invalid client_id parameter'
      : isRegistered
        ? scopes.length
          ? null
          : 'No scopes requested'
        : `redirect_uri did not match any configured URIs. Passed URI: ${encodeURI(redirectUri)}`
  return { redirectUri, state: query.state ?? '', scopes, team: query.team ?? '', clientId, fault }
}

/** What the button "Allow" does; tests press it without the page. */
export function allowed(
  it: Workspace,
  person: string,
  asked: Pick<Asked, 'redirectUri' | 'state' | 'scopes'>,
): string {
  const code = `${it.team.id}.${hex(16)}`
  const { redirectUri, scopes } = asked
  it.codes.set(code, { person: personCalled(it, person).id, redirectUri, scopes, at: it.now() })
  return back(redirectUri, { code, state: asked.state })
}

const denied = (asked: Asked): string =>
  back(asked.redirectUri, { error: 'access_denied', state: asked.state })

function back(to: string, query: Record<string, string>): string {
  const url = new URL(to)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

const consentPage = (it: Workspace, asked: Asked) => {
  const mayInstall = [...it.people.values()].filter((one) => !one.isBot && !one.isDeleted && !one.isGuest)
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${it.app.name} asks for ${it.team.name} · simulated Slack</title></head>
<body><main>
<p>simulated Slack</p>
<h1>${it.app.name} is requesting permission to access the ${it.team.name} workspace</h1>
<ul>${asked.scopes.map((scope) => html`<li>${scope}</li>`)}</ul>
<form method="post" action="">
<input type="hidden" name="client_id" value="${asked.clientId}"><input type="hidden" name="state" value="${asked.state}">
<input type="hidden" name="redirect_uri" value="${asked.redirectUri}"><input type="hidden" name="team" value="${asked.team}">
<input type="hidden" name="scope" value="${asked.scopes.join(',')}">
<label>As <select name="as">${mayInstall.map((one) => html`<option value="${one.id}">${one.realName}</option>`)}</select></label>
<button name="allow" value="yes">Allow</button> <button name="allow" value="no">Cancel</button>
</form></main></body></html>`
}
