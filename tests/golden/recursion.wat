;; Recursive functions: the whole code.
;; show: frame
(module
  (func $fib (param i32) (result i32)
    (if (result i32) (i32.lt_u (local.get 0) (i32.const 2))
      (then (local.get 0))
      (else (i32.add
        (call $fib (i32.sub (local.get 0) (i32.const 1)))
        (call $fib (i32.sub (local.get 0) (i32.const 2)))))))
  (func $factorial (param i64) (result i64)
    (if (result i64) (i64.eqz (local.get 0))
      (then (i64.const 1))
      (else (i64.mul (local.get 0) (call $factorial (i64.sub (local.get 0) (i64.const 1)))))))
  (func $ackermann (param i32 i32) (result i32)
    (if (i32.eqz (local.get 0)) (then (return (i32.add (local.get 1) (i32.const 1)))))
    (if (i32.eqz (local.get 1))
      (then (return_call $ackermann (i32.sub (local.get 0) (i32.const 1)) (i32.const 1))))
    (return_call $ackermann
      (i32.sub (local.get 0) (i32.const 1))
      (call $ackermann (local.get 0) (i32.sub (local.get 1) (i32.const 1))))))
;; $fib
;;     x86-64: 24 instructions, 76 bytes                    | AArch64: 24 instructions, 96 bytes
;;       push rbp                                           |   stp x29, x30, [sp, #-0x40]!
;;       mov rbp, rsp                                       |   mov x29, sp
;;       sub rsp, 0x10                                      |   ldr x17, [x28]
;;       cmp rsp, [r14]                                     |   cmp sp, x17
;;       jb L2                                              |   b.lo L2
;;       mov [rbp-0x8], rbx                                 |   str x19, [x29, #0x10]
;;       mov ebx, edi                                       |   mov w19, w2
;;   local.get 0
;;   i32.const 2
;;   i32.lt_u
;;       cmp ebx, 0x2                                       |   cmp w19, #2
;;   if (result i32)
;;       jnb L0                                             |   b.hs L0
;;   local.get 0
;;   else
;;       mov eax, ebx                                       |   mov w0, w19
;;       jmp L1                                             |   b L1
;;     L0:                                                  | L0:
;;   local.get 0
;;   i32.const 1
;;   i32.sub
;;   call $fib
;;       lea edi, [rbx-0x1]                                 |   sub w2, w19, #1
;;       call $fib                                          |   bl $fib
;;   local.get 0
;;   i32.const 2
;;   i32.sub
;;   call $fib
;;       mov [rbp-0x10], eax                                |   str x0, [x29, #0x18]
;;       lea edi, [rbx-0x2]                                 |   sub w2, w19, #2
;;       call $fib                                          |   bl $fib
;;   i32.add
;;       mov ecx, [rbp-0x10]                                |   ldr w1, [x29, #0x18]
;;       add ecx, eax                                       |   add w1, w1, w0
;;   end
;;       mov eax, ecx                                       |   mov w0, w1
;;   end
;;     L1:                                                  | L1:
;;       mov rbx, [rbp-0x8]                                 |   ldr x19, [x29, #0x10]
;;       leave                                              |   ldp x29, x30, [sp], #0x40
;;       ret                                                |   ret
;;   out of line: (prologue)
;;     L2:                                                  | L2:
;;       mov rsp, rbp                                       |   mov sp, x29
;;       ud2  ; call stack exhausted                        |   udf #0  ; call stack exhausted
;;
;; $factorial
;;     x86-64: 18 instructions, 64 bytes                    | AArch64: 17 instructions, 68 bytes
;;       push rbp                                           |   stp x29, x30, [sp, #-0x40]!
;;       mov rbp, rsp                                       |   mov x29, sp
;;       sub rsp, 0x10                                      |   ldr x17, [x28]
;;       cmp rsp, [r14]                                     |   cmp sp, x17
;;       jb L2                                              |   b.lo L2
;;   local.get 0
;;   i64.eqz
;;       test rdi, rdi                                      |
;;   if (result i64)
;;       jnz L0                                             |   cbnz x2, L0
;;   i64.const 1
;;   else
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       jmp L1                                             |   b L1
;;     L0:                                                  | L0:
;;   local.get 0
;;   local.get 0
;;   i64.const 1
;;   i64.sub
;;   call $factorial
;;       mov [rbp-0x8], rdi                                 |   str x2, [x29, #0x10]
;;       lea rdi, [rdi-0x1]                                 |   sub x2, x2, #1
;;       call $factorial                                    |   bl $factorial
;;       mov rdi, [rbp-0x8]                                 |   ldr x2, [x29, #0x10]
;;   i64.mul
;;       imul rax, rdi                                      |   mul x0, x2, x0
;;   end
;;     L1:                                                  | L1:
;;   end
;;       leave                                              |   ldp x29, x30, [sp], #0x40
;;       ret                                                |   ret
;;   out of line: (prologue)
;;     L2:                                                  | L2:
;;       mov rsp, rbp                                       |   mov sp, x29
;;       ud2  ; call stack exhausted                        |   udf #0  ; call stack exhausted
;;
;; $ackermann
;;     x86-64: 28 instructions, 95 bytes                    | AArch64: 24 instructions, 96 bytes
;;       push rbp                                           |   stp x29, x30, [sp, #-0x40]!
;;       mov rbp, rsp                                       |   mov x29, sp
;;       sub rsp, 0x10                                      |   ldr x17, [x28]
;;       cmp rsp, [r14]                                     |   cmp sp, x17
;;       jb L2                                              |   b.lo L2
;;   local.get 0
;;   i32.eqz
;;       test edi, edi                                      |
;;   if
;;       jnz L0                                             |   cbnz w2, L0
;;   local.get 1
;;   i32.const 1
;;   i32.add
;;   return
;;       lea eax, [r8+0x1]                                  |   add w0, w3, #1
;;       leave                                              |   ldp x29, x30, [sp], #0x40
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   local.get 1
;;   i32.eqz
;;       test r8d, r8d                                      |
;;   if
;;       jnz L1                                             |   cbnz w3, L1
;;   local.get 0
;;   i32.const 1
;;   i32.sub
;;   i32.const 1
;;   return_call $ackermann
;;       lea edi, [rdi-0x1]                                 |   sub w2, w2, #1
;;       mov r8d, 0x1                                       |   movz w3, #0x1
;;       leave                                              |   ldp x29, x30, [sp], #0x40
;;       jmp $ackermann                                     |   b $ackermann
;;   end
;;     L1:                                                  | L1:
;;   local.get 0
;;   i32.const 1
;;   i32.sub
;;   local.get 0
;;   local.get 1
;;   i32.const 1
;;   i32.sub
;;   call $ackermann
;;       mov [rbp-0x8], edi                                 |   stp x2, x3, [x29, #0x10]
;;       mov [rbp-0x10], r8d                                |   sub w3, w3, #1
;;       lea r8d, [r8-0x1]                                  |   bl $ackermann
;;       call $ackermann                                    |   ldp x2, x3, [x29, #0x10]
;;       mov edi, [rbp-0x8]                                 |
;;       mov r8d, [rbp-0x10]                                |
;;   return_call $ackermann
;;       lea edi, [rdi-0x1]                                 |   sub w2, w2, #1
;;       mov r8d, eax                                       |   mov w3, w0
;;       leave                                              |   ldp x29, x30, [sp], #0x40
;;       jmp $ackermann                                     |   b $ackermann
;;   end
;;   out of line: (prologue)
;;     L2:                                                  | L2:
;;       mov rsp, rbp                                       |   mov sp, x29
;;       ud2  ; call stack exhausted                        |   udf #0  ; call stack exhausted
