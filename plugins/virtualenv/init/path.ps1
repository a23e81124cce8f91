# $_pyver_dir to the front of PATH, and nowhere else on it.
$Env:PATH = (@($_pyver_dir) + @("$Env:PATH" -split ':' | Where-Object { $_ -cne $_pyver_dir })) -join ':'
