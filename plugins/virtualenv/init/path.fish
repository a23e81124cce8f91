# $_pyver_dir to the front of PATH, and nowhere else on it.
while set -l _pyver_at (contains -i -- $_pyver_dir $PATH)
  set -e PATH[$_pyver_at[1]]
end
set -gx PATH $_pyver_dir $PATH
set -e _pyver_dir
