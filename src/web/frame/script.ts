import { PICTURE_BYTES } from '../../domain/picture/picture.ts'

/**
 * Comfort only; every page works without it. A password can be shown, and is hidden again before it is
 * sent, so that no browser keeps it among remembered texts. A second press on a form that is already on its
 * way is ignored: it would find the invitation used. A picture as cameras take them is made small before it is sent.
 */
export const script = `'use strict'
for (const box of document.querySelectorAll('input[type=password]')) {
  const label = document.querySelector('label[for="' + box.id + '"]')
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'show'
  button.setAttribute('aria-controls', box.id)
  const say = () => {
    const isHidden = box.type === 'password'
    button.textContent = isHidden ? 'Show' : 'Hide'
    button.setAttribute('aria-label', button.textContent + ' ' + label.textContent.toLowerCase())
  }
  button.addEventListener('click', () => {
    box.type = box.type === 'password' ? 'text' : 'password'
    say()
  })
  box.form.addEventListener('submit', () => {
    box.type = 'password'
    say()
  })
  say()
  box.parentElement.classList.add('shown')
  box.after(button)
}
const smaller = async (file) => {
  const picture = await createImageBitmap(file)
  const cut = Math.min(picture.width, picture.height)
  const side = Math.min(cut, 512)
  const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side })
  const [left, top] = [(picture.width - cut) / 2, (picture.height - cut) / 2]
  canvas.getContext('2d').drawImage(picture, left, top, cut, cut, 0, 0, side, side)
  return new Promise((done) => canvas.toBlob(done, 'image/webp', 0.9))
}
for (const box of document.querySelectorAll('input[type=file]')) {
  const button = box.form.querySelector('button')
  box.addEventListener('change', async () => {
    const [file] = box.files
    if (!file || file.size <= ${PICTURE_BYTES}) return
    button.disabled = true
    const made = await smaller(file).catch(() => null)
    button.disabled = false
    if (!made || box.files[0] !== file) return
    const files = new DataTransfer()
    files.items.add(new File([made], file.name, { type: made.type }))
    box.files = files.files
  })
}
for (const form of document.querySelectorAll('form[method=post]')) {
  let sentAt = -Infinity
  form.addEventListener('submit', (event) => {
    if (event.timeStamp - sentAt < 5000) return event.preventDefault()
    sentAt = event.timeStamp
  })
}
`
