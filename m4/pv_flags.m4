dnl PV_FLAG(COMPILER-TAG, FLAG, VARIABLE)
dnl Appends FLAG to VARIABLE when $CC compiles and links with it; the user's
dnl own CFLAGS stay untouched. The tag keeps the cached answers of two
dnl compilers apart.
AC_DEFUN([PV_FLAG],[
  AS_VAR_PUSHDEF([pv_answer],[pv_cv_$1_flag_$2])
  AC_CACHE_CHECK([whether $CC accepts $2],[pv_answer],[
    pv_saved_cflags=$CFLAGS
    CFLAGS="$CFLAGS -Werror $2"
    AC_LINK_IFELSE([AC_LANG_PROGRAM([[]],[[]])],[AS_VAR_SET([pv_answer],[yes])],[AS_VAR_SET([pv_answer],[no])])
    CFLAGS=$pv_saved_cflags
  ])
  AS_VAR_IF([pv_answer],[yes],[AS_VAR_APPEND([$3],[" $2"])])
  AS_VAR_POPDEF([pv_answer])
])

dnl PV_FLAGS(COMPILER-TAG, FLAGS, VARIABLE): PV_FLAG for each word of FLAGS.
AC_DEFUN([PV_FLAGS],[m4_foreach_w([pv_word],[$2],[PV_FLAG([$1],m4_quote(pv_word),[$3])])])

dnl PV_LINKS(COMPILER, FLAGS, VARIABLE)
dnl Sets VARIABLE to yes when COMPILER makes a program with FLAGS that runs
dnl (when cross-compiling: that links), else to no.
AC_DEFUN([PV_LINKS],[
  AC_MSG_CHECKING([whether $1 makes programs with $2])
  pv_saved_cc=$CC pv_saved_cflags=$CFLAGS pv_saved_ldflags=$LDFLAGS
  CC="$1" CFLAGS="$CFLAGS $2" LDFLAGS="$LDFLAGS $2"
  AC_RUN_IFELSE([AC_LANG_PROGRAM([[
    #include <stdio.h>
    #include <unistd.h>]],[[
    char text[32];
    return snprintf(text, sizeof(text), "%d", (int)getpid()) < 1;]])],
    [$3=yes],[$3=no],
    [AC_LINK_IFELSE([AC_LANG_PROGRAM([[#include <unistd.h>]],[[return getpid() < 0;]])],[$3=yes],[$3=no])])
  CC=$pv_saved_cc CFLAGS=$pv_saved_cflags LDFLAGS=$pv_saved_ldflags
  AC_MSG_RESULT([$$3])
])

dnl PV_COMPLETION_DIR(SHELL, VARIABLE, DEFAULT): --with-SHELL-completion-dir=DIR|no
AC_DEFUN([PV_COMPLETION_DIR],[
  AC_ARG_WITH([$1-completion-dir],
    [AS_HELP_STRING([--with-$1-completion-dir=DIR],[where $1 looks for completions, or "no" @<:@$3@:>@])],
    [],[AS_VAR_SET([with_$1_completion_dir],[yes])])
  AS_CASE([$with_$1_completion_dir],[yes],[$2='$3'],[no],[$2=],[$2=$with_$1_completion_dir])
  AC_SUBST([$2])
])
