# results.svg: a bar for each program's ratio to the floor, on a logarithmic
# scale, from the cases and the results (as for report.awk).
BEGIN {
  FS = "\t"
  split("pyver pyenv mise asdf uv virtualenv other", whos, " ")
  split("#1b7f4b #d97a1c #6a5acd #c2477f #2a7fb8 #8a6d3b #9aa0a6", fills, " ")
  for (i in whos) fill[whos[i]] = fills[i]
  left = 320; width = 560; bar = 13; right = 130
}
FNR == 1 { part++ }
part == 1 { n++; name[n] = $1; group[n] = $2; title[n] = $3; next }
$2 != "floor" { k = ++rows[$1]; who[$1, k] = $2; label[$1, k] = $3; ratio[$1, k] = $8; low[$1, k] = $9; high[$1, k] = $10; if ($8 > most) most = $8; seen[$2] = 1 }

function esc(s) { gsub(/&/, "\\&amp;", s); gsub(/</, "\\&lt;", s); gsub(/>/, "\\&gt;", s); return s }
function x(r) { if (r < 0.5) r = 0.5; return left + width * log(r / 0.5) / log(top / 0.5) }
function text(px, py, class, anchor, s) {
  return sprintf("<text x=\"%.1f\" y=\"%.1f\" class=\"%s\" text-anchor=\"%s\">%s</text>\n", px, py, class, anchor, esc(s))
}
function shown(r) { return r < 10 ? sprintf("%.2f", r) : r < 100 ? sprintf("%.1f", r) : sprintf("%.0f", r) }

function draw_case(i, k, r, shade) {
  body = body text(left - 10, y + bar * rows[name[i]] / 2 + 4, "case", "end", title[i])
  for (k = 1; k <= rows[name[i]]; k++) {
    r = ratio[name[i], k]
    shade = fill[who[name[i], k]]
    body = body sprintf("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n",
      x(r < 1 ? r : 1), y, r < 1 ? x(1) - x(r) : x(r) - x(1) < 1.5 ? 1.5 : x(r) - x(1), bar - 3, shade)
    body = body text((r < 1 ? x(1) : x(r)) + 5, y + bar - 4, "value", "start", shown(r) "  " label[name[i], k])
    y += bar
  }
  y += 9
}

function draw_axis(bottom, r) {
  for (r = 1; r <= top; r *= 10) {
    axis = axis sprintf("<line x1=\"%.1f\" y1=\"64\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\"/>\n", x(r), x(r), bottom, r == 1 ? "#555" : "#ddd")
    axis = axis text(x(r), 58, "value", "middle", r == 1 ? "floor" : r " x")
  }
}

function legend(i, px, s) {
  px = left
  for (i = 1; i in whos; i++) {
    if (!(whos[i] in seen)) continue
    s = s sprintf("<rect x=\"%d\" y=\"28\" width=\"11\" height=\"11\" fill=\"%s\"/>\n", px, fill[whos[i]])
    s = s text(px + 16, 38, "value", "start", whos[i])
    px += 30 + 7 * length(whos[i])
  }
  return s
}

END {
  if (!n) exit
  for (top = 10; top < most * 1.05; top *= 10) ;
  y = 84
  for (i = 1; i <= n; i++) {
    if (group[i] != last) {
      y += 12
      body = body text(12, y, "group", "start", group[i])
      y += 10
      last = group[i]
    }
    if (rows[name[i]]) draw_case(i)
  }
  draw_axis(y)
  printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n", left + width + right, y + 16, left + width + right, y + 16
  print "<style>text { font-family: sans-serif; fill: #222 } .case, .value { font-size: 11px } .group { font-size: 13px; font-weight: bold } .head { font-size: 15px; font-weight: bold }</style>"
  print "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>"
  printf "%s%s%s%s</svg>\n", text(12, 22, "head", "start", "Time as a multiple of the floor (logarithmic)"), legend(), axis, body
}
