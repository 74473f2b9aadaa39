;; Interruptible code polls the stack limit, which is the interrupt word, in each loop.
;; interruptible: yes
(module
  (func $count_down (param i32) (result i32)
    (loop $l (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 0))
  (func $infinite (loop $l (br $l))))
;; $count_down
;;     x86-64: 7 instructions, 20 bytes                     | AArch64: 8 instructions, 32 bytes
;;   loop
;;     L0:                                                  | L0:
;;       cmp rsp, [r14]                                     |   ldr x17, [x28]
;;       jb L2                                              |   cmp sp, x17
;;     L1:                                                  |   b.lo L2
;;                                                          | L1:
;;   local.get 0
;;   i32.const 1
;;   i32.sub
;;       add edi, -0x1                                      |   sub w2, w2, #1
;;   local.tee 0
;;   br_if 0
;;       jnz L0                                             |   cbnz w2, L0
;;   end
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;   out of line: loop
;;     L2:                                                  | L2:
;;       ud2  ; interrupted                                 |   udf #0  ; interrupted
;;       jmp L1                                             |   b L1
;;
;; $infinite
;;     x86-64: 5 instructions, 15 bytes                     | AArch64: 6 instructions, 24 bytes
;;   loop
;;     L0:                                                  | L0:
;;       cmp rsp, [r14]                                     |   ldr x17, [x28]
;;       jb L2                                              |   cmp sp, x17
;;     L1:                                                  |   b.lo L2
;;                                                          | L1:
;;   br 0
;;       jmp L0                                             |   b L0
;;   end
;;   end
;;   out of line: loop
;;     L2:                                                  | L2:
;;       ud2  ; interrupted                                 |   udf #0  ; interrupted
;;       jmp L1                                             |   b L1
