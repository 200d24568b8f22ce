/** The tokens of a user as Jenkins 2.568.2 shows them: cards that tell of expiry; a narrow space stands before AM and PM. */
export const newestCardPage = cards((created) => {
  return `<span tooltip="Created on ${created}" class="warning token-creation">This token does not expire</span>`;
});

/** As 2.541.3 shows them: cards that tell of creation. */
export const cardPage = cards((created) => {
  return `<span tooltip="${created}" class="token-creation jenkins-!-text-color-secondary">Created today</span>`;
});

function cards(creation: (created: string) => string): string {
  return `<!DOCTYPE html><html><body><div class="setting-main"><div class="token-list ignore-dirty-panel">
<div class="token-list-empty-item jenkins-hidden"><div class="jenkins-notice"><div>No API tokens configured</div></div></div>
<div class="token-card"><div class="token-card-inner"><span class="token-name"></span></div></div>
<div id="api-tokens" class=""><div id="api-token-list">
<div id="ebcf72f5-67df-481e-950f-55c16383b3ce" class="token-card "><div class="token-card-inner">
<div tooltip="" class="token-card__title "><span class="token-name">od"d &lt;b>&amp;amp; 'späth' 雪</span></div>
<div class="token-stats">${creation("Nov 22, 2026, 10:31:56\u202fAM")}
<span class="token-last-used"><span tooltip="Nov 23, 2026, 11:14:33\u202fAM" class="jenkins-!-text-color-secondary">Last used today</span><span class="token-use-counter">3</span></span></div></div>
<div class="token-controls"><button data-token-uuid="ebcf72f5-67df-481e-950f-55c16383b3ce"></button></div></div>
<div id="34ec1571-43ae-4e26-9372-21e01ae88f08" class="token-card "><div class="token-card-inner">
<div tooltip="" class="token-card__title "><span class="token-name">never used</span></div>
<div class="token-stats">${creation("Nov 22, 2026, 10:05:07\u202fPM")}
<span class="token-last-used"><div tooltip="" class="token-never-used jenkins-!-text-color-secondary">
Never used
</div></span></div></div>
<div class="token-controls"><button data-token-uuid="34ec1571-43ae-4e26-9372-21e01ae88f08"></button></div></div>
</div></div></div></div></body></html>`;
}

/** As 2.346.3 shows them: rows of a form, the names in attributes. */
export const rowPage = `<!DOCTYPE html><html><body><div class="token-list ignore-dirty-panel"><div class="repeated-container">
<div name="tokenStore" class="repeated-chunk to-be-removed"><div class="token-list-item token-list-new-item">
<input name="tokenUuid" type="hidden" class="token-uuid-input"><input name="tokenName" type="text" class="jenkins-input token-name" value=""></div></div>
<div class="token-list-item token-list-empty-item hidden-message">There are no registered tokens for this user.</div>
<div name="tokenStore" class="repeated-chunk"><div class="token-list-item token-list-existing-item force-dirty-panel ">
<input name="tokenUuid" type="hidden" class="token-uuid-input" value="ebcf72f5-67df-481e-950f-55c16383b3ce">


<input name="tokenName" placeholder="" type="text" class="jenkins-input   token-name" value="od&quot;d &lt;b>&amp;amp; 'späth' 雪">
<span title="Nov 22, 2026, 10:31:56 AM" class="token-creation age-ok">Created 0 day(s) ago</span>
<span class="to-right"><span title="Nov 23, 2026, 11:14:36 AM" class="token-use-counter">Used <b>4</b> time(s), last time was <b>0</b> day(s) ago</span>
<a data-target-url="/user/alice/descriptorByName/jenkins.security.ApiTokenProperty/revoke" class="token-revoke"></a></span></div></div>
<div name="tokenStore" class="repeated-chunk"><div class="token-list-item token-list-existing-item force-dirty-panel ">
<input name="tokenUuid" type="hidden" class="token-uuid-input" value="34ec1571-43ae-4e26-9372-21e01ae88f08">
<input name="tokenName" placeholder="" type="text" class="jenkins-input   token-name" value="never used">
<span title="Nov 22, 2026, 10:05:07 PM" class="token-creation age-ok">Created 0 day(s) ago</span>
<span class="to-right"><span class="token-use-counter"><strong title="We strongly recommend that you revoke tokens which you do not plan to use"><img src="warning.svg"> Never used </strong></span>
<a data-target-url="/user/alice/descriptorByName/jenkins.security.ApiTokenProperty/revoke" class="token-revoke"></a></span></div></div>
</div></div></body></html>`;

const expiryTexts = {
  "en-CA": ["12:12:03 a.m.", "2026-11-29", "2026-12-26"],
  "en-US": ["12:12:03\u202fAM", "11/29/26", "12/26/26"],
  de: ["00:12:03", "29.11.26", "26.12.26"],
  ja: ["0:12:03", "2026/11/29", "2026/12/26"],
  fr: ["00:12:03", "29/11/2026", "26/12/2026"],
} as const;

/** Tokens as 2.568.2 shows them in a language: one that ends in 3 days, in 30 days, two days ago, and never. */
export function expiryPage(language: keyof typeof expiryTexts): string {
  const [time, inThree, inThirty] = expiryTexts[language];
  const tokens = [
    ["ends in 3", "warning", `Expires on ${inThree}`],
    ["ends in 30", "", `Expires on ${inThirty}`],
    ["expired", "error", "This token has expired"],
    ["plain", "warning", "This token does not expire"],
  ];
  const expiryCards = tokens.map(
    ([name, mark, expiry], index) =>
      `<div id="7ee6eea5-b7d2-472d-adc6-32700000000${index}" class="token-card "><div class="token-card-inner">` +
      `<div tooltip="" class="token-card__title "><span class="token-name">${name}</span></div><div class="token-stats">` +
      `<span tooltip="Created on Nov 26, 2026, ${time}" class="${mark} token-creation">${expiry}</span>` +
      '<span class="token-last-used"><div tooltip="" class="token-never-used jenkins-!-text-color-secondary"> Never used ' +
      '</div></span></div></div><div class="token-controls"><svg><title/><path/></svg></div></div>',
  );
  return (
    '<!DOCTYPE html><html><body><div class="token-list ignore-dirty-panel"><div id="api-token-list">' +
    `${expiryCards.join("")}</div></div></body></html>`
  );
}
