@echo off
rem Runs one of this repository's commands through JBang:  jbangw COMMAND [ARGS...]
rem Needs JBang on the PATH (https://www.jbang.dev/download). Nothing is built ahead here: each command is JBang's.
setlocal
set "RATCHET_HOME=%~dp0."
set "RATCHET_COMMAND=%~f0"
where jbang >nul 2>nul
if errorlevel 1 (
  echo jbangw: jbang is not on the PATH; install it: https://www.jbang.dev/download 1>&2
  exit /b 4
)
if "%~1"=="" (
  call jbang alias list "%~dp0jbang-catalog.json"
  exit /b 2
)
if /i "%~1"=="help" (
  if "%~2"=="" ( call jbang alias list "%~dp0jbang-catalog.json" ) else ( call jbang "%~2@%~dp0jbang-catalog.json" --help )
  exit /b
)
set "name=%~1"
set "rest="
:collect
shift
if not "%~1"=="" (
  set rest=%rest% %1
  goto collect
)
call jbang "%name%@%~dp0jbang-catalog.json" %rest%
exit /b
