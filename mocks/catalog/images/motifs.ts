/**
 * What each leaf category looks like, drawn in a box of 100 by 100 that stands on y = 90. The classes take their
 * color from the picture: `m` the thing itself, `d` its darker and `l` its lighter parts, `s` a stroke.
 */
export const motifs: Readonly<Record<string, string>> = {
  'floor-lamps':
    '<path class="s" d="M50 34V88"/><path class="m" d="M38 12h24l10 24H28z"/><path class="l" d="M28 36h44l-3 3H31z"/><rect class="d" x="36" y="86" width="28" height="4" rx="2"/>',
  'table-lamps':
    '<path class="m" d="M36 22h28l12 28H24z"/><path class="l" d="M24 50h52l-4 3H28z"/><path class="d" d="M44 53h12c8 12 8 26-2 35h-8c-10-9-10-23-2-35z"/>',
  'pendant-lamps':
    '<path class="s" d="M50 0v34"/><path class="m" d="M18 66a32 32 0 0 1 64 0z"/><circle class="l" cx="50" cy="68" r="9"/><path class="d" d="M16 64h68v4H16z"/>',
  'cushions':
    '<path class="m" d="M16 20q34 8 68 0-8 34 0 68-34-8-68 0 8-34 0-68z"/><path class="s" d="M32 38l36 34M68 38L32 72"/><circle class="l" cx="50" cy="55" r="5"/>',
  'throws':
    '<path class="m" d="M22 24h48l8 8v48H22z"/><path class="d" d="M22 38h56v8H22zM22 58h56v5H22z"/><path class="s" d="M26 80v9m9-9v9m9-9v9m9-9v9m9-9v9m9-9v9"/>',
  'rugs':
    '<path class="m" d="M14 34h72l10 50H4z"/><path class="l" d="M25 42h50l7 34H18z"/><path class="d" d="M50 46l20 13-20 13-20-13z"/>',
  'frying-pans':
    '<path class="d" d="M60 58l34-34 5 5-34 34z"/><circle class="m" cx="42" cy="56" r="34"/><circle class="l" cx="42" cy="56" r="25"/>',
  'cooking-pots':
    '<path class="m" d="M20 44h60v36q0 10-10 10H30q-10 0-10-10z"/><path class="d" d="M16 38h68v7H16zM8 50h12v7H8zM80 50h12v7H80z"/><path class="l" d="M24 37q26-22 52 0z"/><circle class="d" cx="50" cy="24" r="4"/>',
  'kitchen-knives':
    '<path class="l" d="M58 8q14 26 8 52H52V8z"/><path class="m" d="M52 60h14v6H52z"/><path class="d" d="M52 66h11l-2 24h-9z"/>',
  'mugs':
    '<path class="s" d="M68 42h8q12 0 12 13T76 68h-8"/><path class="m" d="M20 32h50v44q0 14-14 14H34q-14 0-14-14z"/><path class="d" d="M20 66h50v10q0 14-14 14H34q-14 0-14-14z"/><ellipse class="l" cx="45" cy="32" rx="25" ry="5"/>',
  'plates-and-bowls':
    '<path class="m" d="M10 46h80q0 28-26 40H36Q10 74 10 46z"/><ellipse class="l" cx="50" cy="46" rx="40" ry="9"/><path class="d" d="M34 85h32v5H34z"/>',
  'glassware':
    '<path class="l" d="M30 14h40q6 40-20 44-26-4-20-44z"/><path class="m" d="M29 32h42q0 23-21 26-21-3-21-26z"/><path class="s" d="M50 58v28"/><path class="d" d="M34 86h32v4H34z"/>',
  'tents':
    '<path class="m" d="M50 22l46 68H4z"/><path class="d" d="M50 40l22 50H28z"/><path class="l" d="M50 40v50H28z"/><path class="s" d="M44 14l6 9 6-9"/>',
  'sleeping-bags':
    '<path class="m" d="M30 26q0-16 20-16t20 16l-6 56q-1 8-14 8t-14-8z"/><ellipse class="l" cx="50" cy="27" rx="13" ry="10"/><path class="s" d="M50 37v48M36 52h28M37 66h26"/>',
  'camping-stoves':
    '<path class="l" d="M50 16q14 14 6 26H44q-8-12 6-26z"/><path class="d" d="M26 42h48v6H26zM46 48h8v10h-8z"/><path class="m" d="M30 58h40q6 0 6 8v16q0 8-8 8H32q-8 0-8-8V66q0-8 6-8z"/>',
  'backpacks':
    '<path class="s" d="M40 18q0-10 10-10t10 10"/><path class="m" d="M24 38q0-22 26-22t26 22v42q0 10-10 10H34q-10 0-10-10z"/><rect class="d" x="32" y="56" width="36" height="24" rx="5"/><path class="l" d="M24 42h52v5H24z"/>',
  't-shirts':
    '<path class="m" d="M34 18q16 12 32 0l26 16-10 18-10-5v43H28V47l-10 5L8 34z"/><path class="d" d="M34 18q16 12 32 0l4 2q-20 18-40 0z"/>',
  'sweaters':
    '<path class="m" d="M34 18h32l20 12 8 52-14 3-8-38v43H28V47l-8 38-14-3 8-52z"/><path class="d" d="M36 14h28v9H36zM28 82h44v8H28z"/><path class="s" d="M36 40h28M36 52h28M36 64h28"/>',
  'jackets':
    '<path class="m" d="M34 16h32l20 14 8 50-14 4-8-34v40H28V50l-8 34-14-4 8-50z"/><path class="l" d="M34 16l16 18 16-18-6-4H40z"/><path class="s" d="M50 34v56"/><path class="d" d="M32 66h13v11H32zM55 66h13v11H55z"/>',
  'scarves':
    '<path class="d" d="M52 40l18 4 4 46H58z"/><path class="m" d="M24 26q26-18 52 0 4 18-20 20l-8 38H32l8-40Q20 40 24 26z"/><path class="l" d="M32 74h18l-1 5H31z"/><path class="s" d="M35 84v6m6-6v6m6-6v6"/>',
  'socks':
    '<path class="m" d="M36 12h26v42l18 16q8 8-2 16-6 5-14 1L38 72q-4-3-3-9z"/><path class="d" d="M34 12h30v10H34zM70 62l10 8q8 8-2 16-6 4-12 2z"/><path class="l" d="M36 30h26v5H36z"/>',
  'headphones':
    '<path class="s" d="M20 62V52q0-34 30-34t30 34v10"/><rect class="m" x="10" y="54" width="20" height="34" rx="9"/><rect class="m" x="70" y="54" width="20" height="34" rx="9"/><path class="d" d="M24 58h8v26h-8zM68 58h8v26h-8z"/>',
  'keyboards':
    '<path class="m" d="M10 42h80q4 0 4 4v36q0 4-4 4H10q-4 0-4-4V46q0-4 4-4z"/><path class="l" d="M13 49h9v8h-9zm13 0h9v8h-9zm13 0h9v8h-9zm13 0h9v8h-9zm13 0h9v8h-9zM13 61h9v8h-9zm13 0h9v8h-9zm13 0h9v8h-9zm13 0h9v8h-9zm13 0h9v8h-9zM28 73h44v7H28z"/><path class="d" d="M78 49h9v20h-9z"/>',
  'chargers':
    '<path class="d" d="M38 16h6v18h-6zM56 16h6v18h-6z"/><rect class="m" x="26" y="32" width="48" height="42" rx="9"/><path class="l" d="M53 38L40 56h8l-3 13 14-18h-8z"/><path class="s" d="M50 74v16"/>',
  'phone-cases':
    '<rect class="m" x="28" y="10" width="44" height="80" rx="9"/><rect class="d" x="33" y="15" width="20" height="20" rx="6"/><circle class="l" cx="39" cy="21" r="3.5"/><circle class="l" cx="47" cy="29" r="3.5"/><path class="s" d="M40 82h20"/>',
  'wooden-toys':
    '<rect class="m" x="16" y="56" width="34" height="34" rx="3"/><rect class="d" x="52" y="56" width="34" height="34" rx="3"/><path class="l" d="M32 54l18-32 18 32z"/><circle class="l" cx="33" cy="73" r="8"/>',
  'soft-toys':
    '<circle class="d" cx="30" cy="26" r="12"/><circle class="d" cx="70" cy="26" r="12"/><circle class="m" cx="50" cy="40" r="26"/><ellipse class="m" cx="50" cy="76" rx="22" ry="16"/><ellipse class="l" cx="50" cy="48" rx="11" ry="9"/><path class="s" d="M41 36v1m18-1v1m-12 9h6"/>',
  'kids-bedding':
    '<path class="d" d="M8 30h7v60H8zM85 48h7v42h-7z"/><rect class="l" x="17" y="44" width="26" height="16" rx="6"/><path class="m" d="M15 58h70v20H15z"/><path class="l" d="M52 63l2 4 4 .6-3 3 .8 4.4-3.8-2-3.8 2 .8-4.4-3-3 4-.6z"/>',
};
